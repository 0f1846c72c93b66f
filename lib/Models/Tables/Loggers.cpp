//===- Loggers.cpp - {fmt}, spdlog, glog, log4cxx and their like ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What they format carries its arguments; what they log is seen by people
/// only.
///
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

using enum HandOverKind;

// One row a line, whatever its length.
// clang-format off
static constexpr HandOverApi HandOvers[] = {
    {.Callee = "fmt::fprintf", .Kind = ConfigFile, .Target = 0},
    {.Callee = "fmt::print", .Kind = ConfigFile, .Target = 0},
    {.Callee = "fmt::println", .Kind = ConfigFile, .Target = 0},
    {.Callee = "fmt::vprint", .Kind = ConfigFile, .Target = 0},
};

static constexpr FlowApi Flows[] = {
    {.Callee = "fmt::arg"},
    {.Callee = "fmt::basic_memory_buffer::data", .From = Receiver},
    {.Callee = "fmt::format"},
    {.Callee = "fmt::format_int::c_str", .From = Receiver},
    {.Callee = "fmt::format_int::str"},
    {.Callee = "fmt::format_to", .To = 0},
    {.Callee = "fmt::format_to_n", .To = 0},
    {.Callee = "fmt::join"},
    {.Callee = "fmt::ptr"},
    {.Callee = "fmt::runtime"},
    {.Callee = "fmt::sprintf"},
    {.Callee = "fmt::to_string"},
    {.Callee = "fmt::vformat"},
    {.Callee = "fmt::vformat_to", .To = 0},
};

static constexpr LogApi Logs[] = {
    {.Callee = "ALOG"},
    {.Callee = "BOOST_LOG_TRIVIAL"},
    {.Callee = "__log_print"},
    {.Callee = "av_log"},
    {.Callee = "cocos2d::log"},
    {.Callee = "el::base::Writer::Writer"},
    {.Callee = "event_msgx"},
    {.Callee = "event_warnx"},
    {.Callee = "evutil_log"},
    {.Callee = "fmt::printf"},
    {.Callee = "log4cplus::Logger::debug"},
    {.Callee = "log4cplus::Logger::error"},
    {.Callee = "log4cplus::Logger::fatal"},
    {.Callee = "log4cplus::Logger::forcedLog"},
    {.Callee = "log4cplus::Logger::info"},
    {.Callee = "log4cplus::Logger::log"},
    {.Callee = "log4cplus::Logger::trace"},
    {.Callee = "log4cplus::Logger::warn"},
    {.Callee = "log4cplus::Logger::warning"},
    {.Callee = "log4cpp::Category::debug"},
    {.Callee = "log4cpp::Category::error"},
    {.Callee = "log4cpp::Category::fatal"},
    {.Callee = "log4cpp::Category::forcedLog"},
    {.Callee = "log4cpp::Category::info"},
    {.Callee = "log4cpp::Category::log"},
    {.Callee = "log4cpp::Category::trace"},
    {.Callee = "log4cpp::Category::warn"},
    {.Callee = "log4cpp::Category::warning"},
    {.Callee = "log4cxx::Logger::debug"},
    {.Callee = "log4cxx::Logger::error"},
    {.Callee = "log4cxx::Logger::fatal"},
    {.Callee = "log4cxx::Logger::forcedLog"},
    {.Callee = "log4cxx::Logger::info"},
    {.Callee = "log4cxx::Logger::log"},
    {.Callee = "log4cxx::Logger::trace"},
    {.Callee = "log4cxx::Logger::warn"},
    {.Callee = "log4cxx::Logger::warning"},
    {.Callee = "loguru::log"},
    {.Callee = "loguru::vlog"},
    {.Callee = "lws_log"},
    {.Callee = "mg_log"},
    {.Callee = "plog::Logger::operator+="},
    {.Callee = "quill::Logger::log_statement"},
    {.Callee = "spdlog::critical"},
    {.Callee = "spdlog::debug"},
    {.Callee = "spdlog::error"},
    {.Callee = "spdlog::info"},
    {.Callee = "spdlog::log"},
    {.Callee = "spdlog::logger::critical"},
    {.Callee = "spdlog::logger::debug"},
    {.Callee = "spdlog::logger::error"},
    {.Callee = "spdlog::logger::info"},
    {.Callee = "spdlog::logger::log"},
    {.Callee = "spdlog::logger::trace"},
    {.Callee = "spdlog::logger::warn"},
    {.Callee = "spdlog::trace"},
    {.Callee = "spdlog::warn"},
    {.Callee = "zlog"},
};

static constexpr LogObjectApi LogObjects[] = {
    {.Name = "el::base::Writer"},
    {.Name = "google::LogMessage"},
    {.Name = "loguru::StreamLogger"},
    {.Name = "nanolog::NanoLogLine"},
    {.Name = "plog::Record"},
    {.Name = "spdlog::logger"},
};

// clang-format on

extern const Table LoggersTable;
constinit const Table LoggersTable = {
    .Library = "loggers",
    .HandOvers = HandOvers,
    .Flows = Flows,
    .Logs = Logs,
    .LogObjects = LogObjects,
};

} // namespace clang::toctou
