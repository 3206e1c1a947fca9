using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Mapping;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Mapping;

public sealed class WindowsRecordTests
{
    private readonly WindowsRecord _record = new();

    [Fact]
    public void Add_CharactersAndStrings_ReadAlike()
    {
        _record.Add("A", "one");
        _record.Add("B", "two".AsSpan());
        _record.Add("A", "later".AsSpan());
        _record.Add("Empty", default(ReadOnlySpan<char>));
        _record.Add("Null", (string?)null);

        Assert.Equal("one", _record["A"]);
        Assert.Equal("two", _record["B"]);
        Assert.Equal("two", _record.Chars("B").ToString());
        Assert.Equal(string.Empty, _record["Empty"]);
        Assert.Null(_record["Null"]);
        Assert.Null(_record["Missing"]);
        Assert.Equal(["A=one", "B=two", "A=later", "Empty=", "Null="], _record.Data.Select(static datum => $"{datum.Key}={datum.Value}"));
    }

    [Theory]
    [InlineData("Here", false)]
    [InlineData("Empty", true)]
    [InlineData("Missing", true)]
    public void IsEmpty_ByWhatStandsThere(string name, bool empty)
    {
        _record.Add("Here", "x".AsSpan());
        _record.Add("Empty", string.Empty);

        Assert.Equal(empty, _record.IsEmpty(name));
    }

    [Fact]
    public void Clear_AfterCharacters_LeavesNoneOfThem()
    {
        _record.Add("A", new string('x', 1_000).AsSpan());
        _record.Clear();
        _record.Add("B", "y".AsSpan());

        Assert.Null(_record["A"]);
        Assert.Equal("y", _record["B"]);
    }

    [Fact]
    public void Hashes_SameTextAgain_GivesTheSameHashes()
    {
        _record.Add("Hashes", $"MD5={new string('a', 32)}");
        var first = _record.Hashes("Hashes");
        _record.Clear();
        _record.Add("Hashes", $"MD5={new string('b', 32)}");
        var other = _record.Hashes("Hashes");
        _record.Clear();
        _record.Add("Hashes", $"MD5={new string('a', 32)}");

        Assert.Equal(new string('A', 32), first.Md5);
        Assert.Equal(new string('B', 32), other.Md5);
        Assert.Same(first, _record.Hashes("Hashes"));
        Assert.Same(FileHashes.None, _record.Hashes("Missing"));
    }
}
