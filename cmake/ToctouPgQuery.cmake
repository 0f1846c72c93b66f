# PostgreSQL's parser as a static library. Its symbols stay hidden in whatever
# links it, so that the plugin exports none of them into its host.
find_path(PG_QUERY_INCLUDE_DIR pg_query.h)
find_library(PG_QUERY_ARCHIVE libpg_query.a)
if(NOT PG_QUERY_INCLUDE_DIR OR NOT PG_QUERY_ARCHIVE)
  message(FATAL_ERROR
    "libpg_query was not found: install libpg-query-dev, or set "
    "PG_QUERY_INCLUDE_DIR and PG_QUERY_ARCHIVE")
endif()

add_library(ToctouPgQuery INTERFACE)
target_include_directories(ToctouPgQuery SYSTEM INTERFACE
  ${PG_QUERY_INCLUDE_DIR})
target_link_libraries(ToctouPgQuery INTERFACE ${PG_QUERY_ARCHIVE})
get_filename_component(archive_name ${PG_QUERY_ARCHIVE} NAME)
target_link_options(ToctouPgQuery INTERFACE
  -Wl,--exclude-libs,${archive_name})
