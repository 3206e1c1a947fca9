namespace TriageConsole.Telemetry.Mapping;

/// <summary>Reads single lines of a record's rendered message.</summary>
internal static class MessageText
{
    /// <summary>The value of the first line <c>name: value</c>; null where there is none.</summary>
    internal static string? Line(string? message, string name)
    {
        if (message is null)
            return null;
        foreach (var range in message.AsSpan().Split('\n'))
        {
            var line = message.AsSpan(range).Trim();
            if (line.Length > name.Length
                && line[name.Length] == ':'
                && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var value = line[(name.Length + 1)..].Trim();
                return value.Length == 0 ? null : value.ToString();
            }
        }

        return null;
    }
}
