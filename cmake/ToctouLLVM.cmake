# The only place that knows how distributions package LLVM, clang-tidy and
# clangd. Offers:
#   ToctouLLVMHeaders   interface target: include folders, definitions, RTTI
#   toctou_archives     paths of static archives by their target's name
#   TOCTOU_RESOURCE_DIR, TOCTOU_LLVM_TOOLS_DIR
#   TOCTOU_LLVM_SHARED  the shared libraries that a host links
#   toctou_find_lit, toctou_find_other_clang_tidy

set(_hints
  /usr/lib/llvm-${TOCTOU_LLVM}/lib/cmake/clang       # Debian, Ubuntu
  /usr/lib64/llvm${TOCTOU_LLVM}/lib64/cmake/clang    # Fedora
  /usr/local/opt/llvm@${TOCTOU_LLVM}/lib/cmake/clang # Homebrew
  /opt/homebrew/opt/llvm@${TOCTOU_LLVM}/lib/cmake/clang)
find_package(Clang CONFIG QUIET HINTS ${_hints})
if(NOT Clang_FOUND)
  message(FATAL_ERROR "LLVM ${TOCTOU_LLVM} was not found: install "
    "llvm-${TOCTOU_LLVM}-dev and libclang-${TOCTOU_LLVM}-dev, or pass "
    "-DClang_DIR=<folder of ClangConfig.cmake>")
endif()
if(NOT LLVM_VERSION_MAJOR EQUAL TOCTOU_LLVM)
  message(FATAL_ERROR "Clang_DIR is LLVM ${LLVM_VERSION_MAJOR}, but TOCTOU_LLVM "
    "is ${TOCTOU_LLVM}: use one build folder for each LLVM")
endif()
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} (${LLVM_INSTALL_PREFIX})")

# The programs of this LLVM that tests run, and Clang's own headers, which a
# program outside of LLVM's bin folder does not find by itself.
set(TOCTOU_LLVM_TOOLS_DIR ${LLVM_TOOLS_BINARY_DIR})
set(TOCTOU_RESOURCE_DIR ${LLVM_LIBRARY_DIR}/clang/${TOCTOU_LLVM} CACHE PATH
  "Clang's resource folder")

add_library(ToctouLLVMHeaders INTERFACE)
target_include_directories(ToctouLLVMHeaders SYSTEM INTERFACE
  ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
separate_arguments(_definitions UNIX_COMMAND "${LLVM_DEFINITIONS}")
target_compile_options(ToctouLLVMHeaders INTERFACE ${_definitions})
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(ToctouLLVMHeaders INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
endif()

# An imported archive is linked by its file: linking the target would put the
# static clang libraries on the line beside the shared one.
function(toctou_archives out)
  set(found)
  foreach(name IN LISTS ARGN)
    if(TARGET ${name})
      list(APPEND found $<TARGET_FILE:${name}>)
    endif()
  endforeach()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

set(TOCTOU_LLVM_SHARED)
if(TARGET clang-cpp AND TARGET LLVM)
  set(TOCTOU_LLVM_SHARED clang-cpp LLVM)
else()
  message(FATAL_ERROR "this LLVM has no shared libclang-cpp; a build against "
    "the static libraries is not supported")
endif()

# lit, by its file: from this LLVM's tools or any other's, or the lit package.
function(toctou_find_lit out)
  find_program(TOCTOU_LIT_PROGRAM NAMES lit llvm-lit lit.py
    HINTS ${LLVM_TOOLS_BINARY_DIR} /usr/lib/llvm-22/bin
      /usr/lib/llvm-${TOCTOU_LLVM}/build/utils/lit
      /usr/lib/llvm-19/build/utils/lit)
  if(NOT TOCTOU_LIT_PROGRAM)
    message(STATUS "No lit: install llvm-22-tools or the lit package for tests")
    set(${out} "" PARENT_SCOPE)
    return()
  endif()
  set(${out} ${TOCTOU_LIT_PROGRAM} PARENT_SCOPE)
endfunction()

# The clang-tidy of the other major version that we build for.
function(toctou_find_other_clang_tidy out)
  set(other 22)
  if(TOCTOU_LLVM EQUAL 22)
    set(other 19)
  endif()
  find_program(TOCTOU_OTHER_CLANG_TIDY_PROGRAM clang-tidy-${other}
    HINTS /usr/lib/llvm-${other}/bin)
  set(${out} "" PARENT_SCOPE)
  if(TOCTOU_OTHER_CLANG_TIDY_PROGRAM)
    set(${out} ${TOCTOU_OTHER_CLANG_TIDY_PROGRAM} PARENT_SCOPE)
  endif()
endfunction()
