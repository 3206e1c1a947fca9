using System.Collections.Concurrent;
using System.Reflection;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Telemetry.Formats;

namespace TriageConsole.Fuzz;

/// <summary>What reading promises whatever a file says; a broken one is thrown.</summary>
internal static class Promises
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Texts = new();

    public static void KeptBy(ITelemetryFormat format, byte[] file)
    {
        ClaimedAtMostOnce(file);
        using var stream = new MemoryStream(file, writable: false);
        Items(format.Read(stream, ReadLimits.Default, CancellationToken.None));
    }

    public static void KeptByContainers(byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        foreach (var entry in TelemetryFiles.Open(stream, ReadLimits.Default))
        {
            IsClean(entry.Member, "member");
            Items(entry.Read(ReadLimits.Default, CancellationToken.None));
            if (entry.Fault is { } fault)
                IsSaid(fault);
            if (entry.EndFault is { } end)
                IsSaid(end);
        }
    }

    private static void ClaimedAtMostOnce(byte[] file)
    {
        var head = file.AsSpan(0, Math.Min(file.Length, ImportFormats.HeadBytes));
        string? first = null;
        foreach (var format in ImportFormats.All)
        {
            if (!format.Claims(head))
                continue;
            if (first is not null)
                throw new BrokenPromiseException($"Claimed by {first} and {format.Name}.");
            first = format.Name;
        }
    }

    private static void Items(IEnumerable<ReadItem> items)
    {
        var next = 0L;
        foreach (var item in items)
        {
            if (item.IsRecord && item.Index != next++)
                throw new BrokenPromiseException($"Record {item.Index} where {next - 1} was due.");
            if (!item.IsRecord && (item.Diagnostic is null || item.Event is not null))
                throw new BrokenPromiseException($"Neither a record nor a fault, or an event without its record, at {item.Index}.");
            if (item.Diagnostic is { } fault)
                IsSaid(fault);
            if (item.Event is { } happened)
                IsSound(happened, item.Index);
        }
    }

    private static void IsSaid(ReadDiagnostic fault)
    {
        if (fault.Code.Length == 0 || fault.Message.Length is 0 or > 1_000 || fault.Offset < 0)
            throw new BrokenPromiseException($"A fault that says nothing, or too much: {fault.Code} at {fault.Offset}.");
        IsClean(fault.Message, "message");
    }

    private static void IsSound(TelemetryEvent happened, long index)
    {
        if (happened.Origin.Index != index)
            throw new BrokenPromiseException($"The event of record {index} says that it is {happened.Origin.Index}.");
        if (happened.UtcTime.Kind != DateTimeKind.Utc)
            throw new BrokenPromiseException($"Record {index} has a time that is not UTC.");
        IsClean(happened.Origin.Channel, "Channel");
        var texts = Texts.GetOrAdd(
            happened.GetType(), static type => [.. type.GetProperties().Where(static property => property.PropertyType == typeof(string))]);
        foreach (var text in texts)
        {
            if (text.GetValue(happened) is string value)
                IsClean(value, text.Name);
        }
    }

    private static void IsClean(string text, string name)
    {
        if (text.Length > ReadLimits.Default.MaxFieldChars)
            throw new BrokenPromiseException($"{name} is {text.Length} characters long.");
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                throw new BrokenPromiseException($"{name} holds a NUL.");
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                throw new BrokenPromiseException($"{name} holds half a surrogate pair.");
            i++;
        }
    }
}
