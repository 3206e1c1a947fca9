using TriageConsole.Web.Features.Headless.Evaluation;
using Xunit;

namespace TriageConsole.Web.Tests.Headless;

public sealed class LabelFileTests
{
    [Fact]
    public void Parse_ColumnsInAnyOrder_ReadsWhatIsThere()
    {
        var (events, faults) = LabelFile.Parse(["﻿label\tindex\tfile\tmember\tcase_id", "malicious\t7\ta\\b.evtx\tin\\side\tc1", string.Empty, "benign\t0\tx.json\t"]);

        Assert.Empty(faults);
        Assert.Equal(2, events.Count);
        Assert.Equal(("a/b.evtx", "in/side", 7L, "malicious", "c1", string.Empty), (events[0].File, events[0].Member, events[0].Index, events[0].Label, events[0].CaseId, events[0].Trap));
        Assert.Equal(("x.json", string.Empty, 0L, "benign"), (events[1].File, events[1].Member, events[1].Index, events[1].Label));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("file\tmember\tindex\tlabel", "names no event")]
    [InlineData("file\tmember\tlabel", "the column index is missing")]
    [InlineData("file\tmember\tindex\tlabel\tfile", "the column file stands twice")]
    [InlineData("file\tmember\tindex\tlabel\na\t\t-1\tbenign", "Line 2: '-1' is no index")]
    [InlineData("file\tmember\tindex\tlabel\na\t\t1\tmalicious", "Line 2: a malicious event names its case")]
    public void Parse_BadFile_NamesTheFault(string text, string fault)
    {
        var (_, faults) = LabelFile.Parse(text.Split('\n'));

        Assert.Contains(faults, f => f.Contains(fault, StringComparison.Ordinal));
    }
}
