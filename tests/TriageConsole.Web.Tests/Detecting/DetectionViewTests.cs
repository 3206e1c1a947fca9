using TriageConsole.Detection.Signals;
using TriageConsole.Web.Features.Detecting.Page;
using Xunit;

namespace TriageConsole.Web.Tests.Detecting;

public sealed class DetectionViewTests
{
    [Theory]
    [InlineData("/detection", DetectionTab.Signals, null, null, null)]
    [InlineData("/detection?signal=mshta-code", DetectionTab.Signals, "mshta-code", null, null)]
    [InlineData("/detection?tab=settings&version=3", DetectionTab.Settings, null, 3, null)]
    [InlineData("/detection?tab=runs&run=12", DetectionTab.Runs, null, null, 12)]
    public void View_ToQueryAndBack_IsTheSame(string address, DetectionTab tab, string? signal, int? version, int? run)
    {
        var view = new DetectionView(tab, signal, version, run);

        Assert.Equal(address, view.ToQuery());
        Assert.Equal(view, DetectionView.Parse("http://localhost" + address));
    }

    [Theory]
    [InlineData("?tab=7")]
    [InlineData("?tab=nothing&version=-1&run=x")]
    [InlineData("?signal=")]
    [InlineData("?version=99999999999")]
    public void View_WhatCannotBeRead_IsAsIfItWereNotThere(string query) =>
        Assert.Equal(new DetectionView(), DetectionView.Parse("http://localhost/detection" + query));

    [Fact]
    public void Doc_OfEverySignal_ShipsAndReads() =>
        Assert.All(SignalCatalog.All, info => Assert.Contains(SignalDoc.Read(info.Id), section => section.Title == "What it says and why" && section.Lines.Count > 0));
}
