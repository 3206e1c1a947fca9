using System.Text;
using Xunit;

namespace TriageConsole.Web.Tests.Pipeline;

/// <summary>What the store knows, in words that can be compared: equal for equal knowledge however it came.</summary>
internal sealed record Picture(
    IReadOnlyList<string> Processes,
    IReadOnlyList<string> Edges,
    int Signatures,
    int Hashes,
    int Modules,
    int Writes,
    int Scripts,
    IReadOnlyList<string> Alerts)
{
    /// <summary>Fails with the lines that differ.</summary>
    public void AssertIs(Picture expected) => Assert.Equal(expected.ToString(), ToString());

    /// <summary>Fails where processes, edges or alerts are others, whatever more is told of their details by another log.</summary>
    public void AssertNamesTheSame(Picture expected)
    {
        Assert.Equal(expected.Processes.Select(Name), Processes.Select(Name));
        Assert.Equal(expected.Edges.Select(Edge), Edges.Select(Edge));
        Assert.Equal(expected.Alerts, Alerts);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in (IEnumerable<string>)[.. Processes, .. Edges, .. Alerts, FormattableString.Invariant($"{Signatures} signatures, {Hashes} hashes, {Modules} modules, {Writes} writes, {Scripts} script parts")])
            text.Append(line).Append('\n');
        return text.ToString();
    }

    private static string Name(string process) => process[..process.IndexOf(" guid=", StringComparison.Ordinal)];

    private static string Edge(string edge) => edge[..edge.LastIndexOf(' ')];
}
