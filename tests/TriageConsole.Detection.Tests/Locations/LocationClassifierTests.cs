using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Tests.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Tests.Locations;

public sealed class LocationClassifierTests
{
    private static readonly LocationClassifier _locations = new(Seed.Data);

    [Theory]
    [InlineData(@"C:\Windows\System32\x.vbs", LocationClass.System)]
    [InlineData(@"%windir%\x.vbs", LocationClass.System)]
    [InlineData(@"C:\Windows\Temp\x.vbs", LocationClass.Temp)]
    [InlineData(@"C:\Windows\System32\..\Temp\x.vbs", LocationClass.Temp)]
    [InlineData(@"C:\Windows\Tasks\x.vbs", LocationClass.UserWritable)]
    [InlineData(@"C:\Windows.old\x.vbs", LocationClass.OtherLocal)]
    [InlineData(@"D:\Windows\x.vbs", LocationClass.Removable)]
    [InlineData(@"C:\Program Files\x\y.vbs", LocationClass.ProgramFiles)]
    [InlineData(@"C:\PROGRA~2\x\y.vbs", LocationClass.ProgramFiles)]
    [InlineData(@"C:\Program Files Evil\y.vbs", LocationClass.OtherLocal)]
    [InlineData(@"C:\Users\anna\y.vbs", LocationClass.UserWritable)]
    [InlineData("file:///c:/%55sers/anna/y.vbs", LocationClass.UserWritable)]
    [InlineData(@"C:\ProgramData\y.vbs", LocationClass.UserWritable)]
    [InlineData(@"%TEMP%\y.vbs", LocationClass.Temp)]
    [InlineData(@"C:\Users\anna\AppData\Local\Temp\7zO1\y.vbs", LocationClass.ArchiveTemp)]
    [InlineData(@"C:\Users\anna\AppData\Local\Temp\Temp1_a.zip\y.vbs", LocationClass.ArchiveTemp)]
    [InlineData(@"\\srv\share\y.vbs", LocationClass.NetworkShare)]
    [InlineData(@"\\srv\c$\Windows\y.vbs", LocationClass.NetworkShare)]
    [InlineData(@"\\localhost\c$\Windows\y.vbs", LocationClass.System)]
    [InlineData(@"\\srv@SSL\DavWWWRoot\y.vbs", LocationClass.WebDav)]
    [InlineData(@"\\corp.example\SYSVOL\corp.example\scripts\y.vbs", LocationClass.DomainShare)]
    [InlineData(@"\\corp.example\sysvolx\y.vbs", LocationClass.NetworkShare)]
    [InlineData("https://e/y.sct", LocationClass.Url)]
    [InlineData(@"C:\y.vbs", LocationClass.OtherLocal)]
    [InlineData(@"E:\y.vbs", LocationClass.Removable)]
    [InlineData("y.vbs", LocationClass.Unresolved)]
    [InlineData(@"..\Windows\y.vbs", LocationClass.Unresolved)]
    [InlineData(@"\Users\anna\y.vbs", LocationClass.UserWritable)]
    [InlineData(@"\\.\pipe\y", LocationClass.Unresolved)]
    [InlineData(@"C:\Windows\notes.txt:y.vbs", LocationClass.UserWritable)]
    [InlineData("", LocationClass.Unresolved)]
    public void Classify_EachPlace_IsTold(string path, LocationClass expected) => Assert.Equal(expected, _locations.Classify(CanonicalPath.Parse(path)));

    [Fact]
    public void Classify_RandomText_IsAKnownClass()
    {
        foreach (var text in HostileText.Random(4_000, 31))
            Assert.True(Enum.IsDefined(_locations.Classify(CanonicalPath.Parse(text))));
    }

    [Fact]
    public void Words_EachClass_IsTrustedOrUntrustedOrUnresolved()
    {
        Assert.All(Enum.GetValues<LocationClass>(), location =>
        {
            Assert.Equal(1, (LocationWords.IsTrusted(location) ? 1 : 0) + (LocationWords.IsUntrusted(location) ? 1 : 0) + (location == LocationClass.Unresolved ? 1 : 0));
            Assert.False(LocationWords.IsRisky(location) && !LocationWords.IsUntrusted(location));
            Assert.NotEmpty(LocationWords.Describe(location));
            Assert.NotEmpty(LocationWords.WeightName(location));
        });
        Assert.Equal(Enum.GetValues<LocationClass>().Length, Enum.GetValues<LocationClass>().Select(LocationWords.Describe).Distinct(StringComparer.Ordinal).Count());
    }
}
