# How this project's own targets are built, and the functions that the folders
# call.
#
# No precompiled headers: with g++ 12 one for the AST is 270 MB and loading it
# costs what it saves (measured per file: 6.4 s with, 7.2 s without), while
# ccache, which would have to hash it, serves a file in milliseconds.

find_program(TOCTOU_CCACHE ccache)
if(TOCTOU_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${TOCTOU_CCACHE})
endif()

add_library(ToctouOptions INTERFACE)
target_link_libraries(ToctouOptions INTERFACE ToctouLLVMHeaders)
target_include_directories(ToctouOptions INTERFACE
  ${PROJECT_SOURCE_DIR}/lib ${PROJECT_SOURCE_DIR}/checks ${PROJECT_SOURCE_DIR}
  ${PROJECT_BINARY_DIR}/include)
target_compile_options(ToctouOptions INTERFACE -Wall -Wextra -Werror
  # As LLVM's own build: GCC sees ghosts in its headers' inlined code.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-nonnull>)

# toctou_library(NAME [ONLY REGEX] [BUT REGEX])
# The object library Toctou<NAME> of every .cpp below the calling folder whose
# path matches ONLY and not BUT; new files need no edit here. A folder without
# sources makes no target.
function(toctou_library name)
  cmake_parse_arguments(arg "" "ONLY;BUT" "" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
  if(arg_ONLY)
    list(FILTER sources INCLUDE REGEX ${arg_ONLY})
  endif()
  if(arg_BUT)
    list(FILTER sources EXCLUDE REGEX ${arg_BUT})
  endif()
  if(NOT sources)
    return()
  endif()
  set(target Toctou${name})
  add_library(${target} OBJECT ${sources})
  target_link_libraries(${target} PUBLIC ToctouOptions)
  set_property(GLOBAL APPEND PROPERTY TOCTOU_LIBRARIES ${target})
endfunction()

# toctou_core(NAME ...): a library of the core, below clang-tidy.
function(toctou_core name)
  toctou_library(${name} ${ARGN})
  if(TARGET Toctou${name})
    set_property(GLOBAL APPEND PROPERTY TOCTOU_CORE Toctou${name})
  endif()
endfunction()

# toctou_objects(TARGET [CORE]): puts all our objects (or the core's only) into
# TARGET. Objects, not archives, so that no linker drops a registration.
function(toctou_objects target)
  if("CORE" IN_LIST ARGN)
    get_property(libraries GLOBAL PROPERTY TOCTOU_CORE)
  else()
    get_property(libraries GLOBAL PROPERTY TOCTOU_LIBRARIES)
  endif()
  target_link_libraries(${target} PRIVATE ToctouOptions ToctouPgQuery)
  foreach(library IN LISTS libraries)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${library}>)
  endforeach()
endfunction()
