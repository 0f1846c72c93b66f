# How this project's own targets are built: warnings, ccache, precompiled
# headers, and the functions that the folders call.

find_program(TOCTOU_CCACHE ccache)
if(TOCTOU_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers need these two; both are safe with -fpch-preprocess.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros ${TOCTOU_CCACHE})
endif()

add_library(ToctouOptions INTERFACE)
target_link_libraries(ToctouOptions INTERFACE ToctouLLVMHeaders)
target_include_directories(ToctouOptions INTERFACE
  ${PROJECT_SOURCE_DIR}/lib ${PROJECT_SOURCE_DIR}/checks ${PROJECT_SOURCE_DIR}
  ${PROJECT_BINARY_DIR}/include)
target_compile_options(ToctouOptions INTERFACE -Wall -Wextra -Werror
  # As LLVM's own build: GCC sees ghosts in its headers' inlined code.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -fpch-preprocess>)

# toctou_library(NAME REUSE PCH_TARGET [ONLY REGEX] [BUT REGEX])
# The object library Toctou<NAME> of every .cpp below the calling folder whose
# path matches ONLY and not BUT; new files need no edit here. A folder without
# sources makes no target.
function(toctou_library name)
  cmake_parse_arguments(arg "" "REUSE;ONLY;BUT" "" ${ARGN})
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
  target_precompile_headers(${target} REUSE_FROM ${arg_REUSE})
  set_property(GLOBAL APPEND PROPERTY TOCTOU_LIBRARIES ${target})
endfunction()

# A target that only carries the precompiled headers of one header file.
function(toctou_precompiled name)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp
    CONTENT "// Carries the precompiled headers of ${name}.h.\n" @ONLY)
  add_library(Toctou${name} OBJECT EXCLUDE_FROM_ALL
    ${PROJECT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(Toctou${name} PUBLIC ToctouOptions)
  target_precompile_headers(Toctou${name} PRIVATE
    ${PROJECT_SOURCE_DIR}/cmake/${name}.h)
endfunction()
toctou_precompiled(CorePCH)
toctou_precompiled(TidyPCH)

# toctou_core(NAME ...): a library of the core, below clang-tidy.
function(toctou_core name)
  toctou_library(${name} REUSE ToctouCorePCH ${ARGN})
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
  target_link_libraries(${target} PRIVATE ToctouOptions)
  foreach(library IN LISTS libraries)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${library}>)
  endforeach()
endfunction()
