//===- Formats.cpp - Calls that make a text from a format -----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Tables/Tables.h"

namespace clang::toctou {

// clang-format off
static constexpr FormatApi Formats[] = {
    {.Callee = "Poco::format", .Style = FormatStyle::Printf},
    {.Callee = "_snprintf", .Style = FormatStyle::Printf, .Format = 2, .Values = 3},
    {.Callee = "absl::StrFormat", .Style = FormatStyle::Printf},
    {.Callee = "absl::Substitute", .Style = FormatStyle::Number},
    {.Callee = "asprintf", .Style = FormatStyle::Printf, .Format = 1, .Values = 2},
    {.Callee = "fmt::format", .Style = FormatStyle::Brace},
    {.Callee = "fmt::sprintf", .Style = FormatStyle::Printf},
    {.Callee = "fmt::vformat", .Style = FormatStyle::Brace},
    {.Callee = "folly::format", .Style = FormatStyle::Brace},
    {.Callee = "folly::sformat", .Style = FormatStyle::Brace},
    {.Callee = "folly::stringPrintf", .Style = FormatStyle::Printf},
    {.Callee = "g_snprintf", .Style = FormatStyle::Printf, .Format = 2, .Values = 3},
    {.Callee = "g_strdup_printf", .Style = FormatStyle::Printf},
    {.Callee = "g_string_append_printf", .Style = FormatStyle::Printf, .Format = 1, .Values = 2},
    {.Callee = "g_string_printf", .Style = FormatStyle::Printf, .Format = 1, .Values = 2},
    {.Callee = "snprintf", .Style = FormatStyle::Printf, .Format = 2, .Values = 3},
    {.Callee = "snprintf_s", .Style = FormatStyle::Printf, .Format = 2, .Values = 3},
    {.Callee = "spdlog::fmt_lib::format", .Style = FormatStyle::Brace},
    {.Callee = "sprintf", .Style = FormatStyle::Printf, .Format = 1, .Values = 2},
    {.Callee = "std::format", .Style = FormatStyle::Brace},
    {.Callee = "wxString::Format", .Style = FormatStyle::Printf},
};
// clang-format on

extern const Table FormatsTable;
constinit const Table FormatsTable = {
    .Library = "formats",
    .Formats = Formats,
};

} // namespace clang::toctou
