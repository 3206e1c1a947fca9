namespace TriageConsole.Web.Components.Layout;

/// <summary>One line of the navigation.</summary>
/// <param name="Title">Its words.</param>
/// <param name="Route">Where it leads.</param>
/// <param name="Icon">SVG path, as MudBlazor's icons are.</param>
/// <param name="Policy">Who sees it: the policy of the page itself.</param>
/// <param name="IsPage">False for what is no page of the application and needs a full load.</param>
public sealed record NavEntry(string Title, string Route, string Icon, string Policy, bool IsPage = true);
