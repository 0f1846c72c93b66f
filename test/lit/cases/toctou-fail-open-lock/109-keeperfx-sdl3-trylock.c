// source: dkfans/keeperfx#5098 src/net_matchmaking.c ("fix: lock mutex"), libsdl-org/sdlwiki#735
// SDL3's SDL_TryLockMutex() says true when it has the lock; the code still compared with SDL2's 0. So it
// left when it had got the mutex and touched the lobby list when it had not.
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct SDL_Mutex SDL_Mutex;
void SDL_LockMutex(SDL_Mutex *mutex);
bool SDL_TryLockMutex(SDL_Mutex *mutex); /* SDL 3: true on success */
void SDL_UnlockMutex(SDL_Mutex *mutex);

#define MAX_LOBBIES 32

struct Lobby {
    char name[64];
    int players;
};

static SDL_Mutex *mutex;
static void *curl_handle;
static struct Lobby lobbies[MAX_LOBBIES];
static int lobby_count;
static int refresh_requested;

/* The network thread. */
void matchmaking_receive(const char *name, int players)
{
    SDL_LockMutex(mutex);
    if (lobby_count < MAX_LOBBIES) {
        struct Lobby *l = &lobbies[lobby_count++];
        snprintf(l->name, sizeof(l->name), "%s", name);
        l->players = players;
    }
    refresh_requested = 0;
    SDL_UnlockMutex(mutex);
}

void matchmaking_refresh_sessions(void)
{
    if (!curl_handle || !mutex || SDL_TryLockMutex(mutex) != 0)
        return;
    lobby_count = 0; // EXPECT: toctou-fail-open-lock
    refresh_requested = 1;
    SDL_UnlockMutex(mutex);
}

int matchmaking_copy_lobbies(struct Lobby *out, int max)
{
    int n = 0;

    if (SDL_TryLockMutex(mutex) == 0) {
        n = lobby_count < max ? lobby_count : max; // EXPECT: toctou-fail-open-lock
        memcpy(out, lobbies, (size_t)n * sizeof(*out));
        SDL_UnlockMutex(mutex);
    }
    return n;
}

void matchmaking_refresh_sessions_fixed(void)
{
    if (!curl_handle || !mutex || !SDL_TryLockMutex(mutex))
        return;
    lobby_count = 0;
    refresh_requested = 1;
    SDL_UnlockMutex(mutex);
}

int matchmaking_copy_lobbies_fixed(struct Lobby *out, int max)
{
    int n = 0;

    if (SDL_TryLockMutex(mutex)) {
        n = lobby_count < max ? lobby_count : max;
        memcpy(out, lobbies, (size_t)n * sizeof(*out));
        SDL_UnlockMutex(mutex);
    }
    return n;
}

void matchmaking_close(void)
{
    bool have = mutex && SDL_TryLockMutex(mutex);

    if (mutex && !have) {
        SDL_LockMutex(mutex); /* the last request is being finished */
        have = true;
    }
    if (have) {
        memset(lobbies, 0, sizeof(lobbies));
        lobby_count = 0;
        SDL_UnlockMutex(mutex);
    }
}
