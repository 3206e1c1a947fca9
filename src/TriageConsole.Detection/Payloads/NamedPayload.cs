using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads;

/// <summary>Something that a command line names as code to run.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Canonical path, URL or code.</param>
/// <param name="Location">Where it lies.</param>
/// <param name="Path">The path; null for code and bare words.</param>
/// <param name="Start">Start in the raw command line.</param>
/// <param name="Length">Length in the raw command line.</param>
/// <param name="Export">Entry point, engine or switch that goes with it; empty where none does.</param>
public sealed record NamedPayload(
    PayloadKind Kind,
    string Text,
    LocationClass Location,
    CanonicalPath? Path,
    int Start,
    int Length,
    string Export = "");
