// source: vpinball/vpinball#3438 (fix 6ce7bdcc96e5c2c13c74c9b8f180edfdf6788531) plugins/pup/PUPMediaPlayer.cpp HandleVideoFrame
// Width and height of the target rectangle are picked up apart (here: in two sections) on the decoder thread while
// SetBounds() changes both; the frame gets a size that nobody asked for. Fixed by reading both in one section.
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

struct SDL_Rect {
   int x = 0, y = 0, w = 0, h = 0;
};

struct VideoContext {
   const int width;
   const int height;
};

struct TargetFrame {
   TargetFrame(int w, int h) : width(w), height(h), pixels(static_cast<size_t>(w) * h) { }
   const int width;
   const int height;
   std::vector<uint32_t> pixels;
};

void LOGD(const char* format, ...);
void ScaleInto(const VideoContext& from, TargetFrame& to);

class PUPMediaPlayer
{
public:
   explicit PUPMediaPlayer(const VideoContext* context) : m_pVideoContext(context) { }

   void SetBounds(const SDL_Rect& rect)
   {
      std::lock_guard lock(m_mutex);
      m_bounds = rect;
   }

   SDL_Rect GetBounds() const
   {
      std::lock_guard lock(m_mutex);
      return m_bounds;
   }

   void SetVolume(int percent)
   {
      std::lock_guard lock(m_mutex);
      m_volume = percent;
   }

   void HandleVideoFrame();
   void HandleVideoFrameFixed();
   void HandleVideoFrameCopy();
   bool IsNativeSize() const;
   void Describe() const;

private:
   void Deliver(std::unique_ptr<TargetFrame> frame);

   const VideoContext* const m_pVideoContext;
   mutable std::mutex m_mutex;
   SDL_Rect m_bounds; // guarded by m_mutex
   int m_volume = 100; // guarded by m_mutex
};

void PUPMediaPlayer::HandleVideoFrame()
{
   m_mutex.lock();
   const int targetWidth = m_bounds.w > 0 ? m_bounds.w : m_pVideoContext->width;
   m_mutex.unlock();
   if (targetWidth < 8)
      return;
   m_mutex.lock();
   const int targetHeight = m_bounds.h > 0 ? m_bounds.h : m_pVideoContext->height; // EXPECT: toctou-split-lock
   m_mutex.unlock();
   auto frame = std::make_unique<TargetFrame>(targetWidth, targetHeight);
   ScaleInto(*m_pVideoContext, *frame);
   Deliver(std::move(frame));
}

void PUPMediaPlayer::HandleVideoFrameFixed()
{
   int targetWidth, targetHeight;
   {
      std::lock_guard lock(m_mutex);
      targetWidth = m_bounds.w > 0 ? m_bounds.w : m_pVideoContext->width;
      targetHeight = m_bounds.h > 0 ? m_bounds.h : m_pVideoContext->height;
   }
   if (targetWidth < 8)
      return;
   auto frame = std::make_unique<TargetFrame>(targetWidth, targetHeight);
   ScaleInto(*m_pVideoContext, *frame);
   Deliver(std::move(frame));
}

// One copy of the rectangle; its fields cannot change any more.
void PUPMediaPlayer::HandleVideoFrameCopy()
{
   const SDL_Rect bounds = GetBounds();
   if (bounds.w < 8 || bounds.h < 8)
      return;
   auto frame = std::make_unique<TargetFrame>(bounds.w, bounds.h);
   ScaleInto(*m_pVideoContext, *frame);
   Deliver(std::move(frame));
}

// The size of the stream is constant.
bool PUPMediaPlayer::IsNativeSize() const
{
   const SDL_Rect bounds = GetBounds();
   return bounds.w == m_pVideoContext->width && bounds.h == m_pVideoContext->height;
}

void PUPMediaPlayer::Describe() const
{
   m_mutex.lock();
   const int width = m_bounds.w;
   m_mutex.unlock();
   LOGD("width %d", width);
   m_mutex.lock();
   const int volume = m_volume;
   m_mutex.unlock();
   LOGD("volume %d", volume);
}

// A backglass and a topper: each player has bounds of its own.
int TotalWidth(const PUPMediaPlayer& backglass, const PUPMediaPlayer& topper)
{
   const int left = backglass.GetBounds().w;
   return left + topper.GetBounds().w;
}
