namespace TriageConsole.Web.Features.Users;

/// <summary>What the form for a new person holds.</summary>
public sealed record NewPerson(string Name, string Role);
