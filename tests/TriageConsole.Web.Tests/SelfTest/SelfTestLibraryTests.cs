using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.SelfTest;
using Xunit;

namespace TriageConsole.Web.Tests.SelfTest;

public sealed class SelfTestLibraryTests
{
    private const string Empty = """{"version":1,"scenarios":[]}""";
    private static readonly DetectionRuntime _runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);

    [Fact]
    public void Load_TheShippedSets_HaveNoFault() => Assert.Empty(Shipped().Faults);

    [Fact]
    public void Load_EveryHostAndSignedScript_HasADocumentedFormAndThreeEvasionsOrAReason()
    {
        var library = Shipped();
        var excused = library.Without.ToDictionary(item => item.Subject, item => item.Reason, StringComparer.Ordinal);
        var evasions = library.Scenarios.Where(s => s.IsAttack).GroupBy(s => s.Subject, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(s => s.Evasion).Where(e => e.Length > 0).Distinct().Count(), StringComparer.Ordinal);
        var documented = library.Scenarios.Where(s => s.IsAttack && s.Evasions.Count > 0 && s.KnownMiss is null).Select(s => s.Subject).ToHashSet(StringComparer.Ordinal);

        Assert.All(excused.Values, reason => Assert.True(reason.Length > 20));
        Assert.Empty(excused.Keys.Intersect(evasions.Keys));
        var subjects = _runtime.Reference.Hosts.Select(host => host.Id).Concat(_runtime.Reference.SignedScripts.Select(script => script.Id));
        Assert.DoesNotContain(subjects, id => !excused.ContainsKey(id) && (!documented.Contains(id) || evasions.GetValueOrDefault(id) < 3));
    }

    [Fact]
    public void Parse_ManyFaults_NamesEachWithItsPlace()
    {
        var library = SelfTestLibrary.Parse(
            """
            {"version":1,"extra":0,"without_attack":[{"subject":"nobody","reason":"x"}],"scenarios":[
              {"name":"a","subject":"nothing","technique":"T0","evasions":["magic","forward-slashes"],"process":{"image":"C:\\a.exe","line":"a.exe"}},
              {"name":"a","subject":"mshta","technique":"T1218.005","process":{"image":"C:\\a.exe","lines":"a.exe"}},
              {"name":"a","subject":"mshta","technique":"T1218.005","process":{"image":"C:\\a.exe"}}]}
            """,
            """{"version":2,"scenarios":7}""",
            _runtime.Reference);

        string[] places = ["extra", "without_attack[0].subject", "scenarios[0].subject", "scenarios[0].technique", "'magic'", "'forward-slashes' changes nothing", "scenarios[1]", "scenarios[2].name", "routine-uses.json: version", "routine-uses.json: scenarios"];
        Assert.All(places, place => Assert.Contains(library.Faults, fault => fault.Contains(place, StringComparison.Ordinal)));
        Assert.Equal(places.Length, library.Faults.Count);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Parse_NoLibrary_IsAFaultAndNoException(string text) =>
        Assert.NotEmpty(SelfTestLibrary.Parse(text, Empty, _runtime.Reference).Faults);

    [Theory]
    [InlineData("letter-case", "MsHtA.ExE C:\\uSeRs\\pUbLiC\\A.HtA")]
    [InlineData("quotes", "m\"sh\"ta.exe C:\\Users\\Public\\a.hta")]
    [InlineData("blanks", "mshta.exe  C:\\Users\\Public\\a.hta")]
    [InlineData("tabs", "mshta.exe\tC:\\Users\\Public\\a.hta")]
    [InlineData("forward-slashes", "mshta.exe C:/Users/Public/a.hta")]
    [InlineData("dot-segments", "mshta.exe C:\\Users\\..\\Users\\Public\\a.hta")]
    [InlineData("device-prefix", "mshta.exe \\\\?\\C:\\Users\\Public\\a.hta")]
    [InlineData("renamed-copy", "helper.exe C:\\Users\\Public\\a.hta")]
    [InlineData("switch-sign", null)]
    [InlineData("unicode-dash", null)]
    [InlineData("windows-variable", null)]
    public void Apply_EachEvasion_ChangesTheLineAsNamed(string evasion, string? expected)
    {
        var scenario = new SelfTestScenario
        {
            Name = "a",
            Subject = "mshta",
            Technique = "T1218.005",
            IsAttack = true,
            Process = new() { Image = @"C:\Windows\System32\mshta.exe", Line = @"mshta.exe C:\Users\Public\a.hta" },
        };

        var changed = Evasions.Apply(evasion, scenario, _runtime.Reference);

        Assert.Equal(expected, changed?.Process.Line, ignoreCase: evasion == "letter-case");
        Assert.NotEqual(scenario.Process.Line, changed?.Process.Line);
        if (evasion == "renamed-copy")
            Assert.Equal((@"C:\Users\Public\helper.exe", "mshta.exe"), (changed!.Process.Image, changed.Process.Original));
    }

    private static SelfTestLibrary Shipped() => SelfTestLibrary.Load(SelfTestLibrary.ShippedFolder, _runtime.Reference);
}
