namespace TriageConsole.Web.Hosting.FirstStart;

/// <summary>One line for the console's operator: who can sign in with what.</summary>
/// <param name="UserName">Sign-in name.</param>
/// <param name="Password">The password; null when it is the operator's own and need not be repeated.</param>
/// <param name="Remark">What the operator should know about it.</param>
public sealed record SignInNote(string UserName, string? Password, string Remark);
