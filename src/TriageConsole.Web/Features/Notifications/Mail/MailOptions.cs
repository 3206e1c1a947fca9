using Microsoft.Extensions.Options;
using MimeKit;

namespace TriageConsole.Web.Features.Notifications.Mail;

/// <summary>Section <c>Mail</c>: the mail server that people's own notifications are sent through.</summary>
public sealed record MailOptions
{
    public const string Section = "Mail";
    public const string StartTls = "starttls";
    public const string Tls = "tls";
    public const string None = "none";

    /// <summary>Name or address of the SMTP server; empty: no mail is sent. It may stand in the own network: the operator names it.</summary>
    public string Host { get; set; } = string.Empty;

    public int Port { get; set; } = 587;

    /// <summary><c>starttls</c>, <c>tls</c> or <c>none</c>.</summary>
    public string Security { get; set; } = StartTls;

    /// <summary>Empty: the server takes mail without signing in.</summary>
    public string User { get; set; } = string.Empty;

    public string Password { get; set; } = string.Empty;

    public string From { get; set; } = string.Empty;

    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Attempts after which a mail is given up.</summary>
    public int MostAttempts { get; set; } = 8;

    public bool IsConfigured => Host.Length > 0;
}

/// <summary>Says everything that is wrong with it at once.</summary>
public sealed class MailOptionsCheck : IValidateOptions<MailOptions>
{
    private const int HighestPort = 65_535;
    private const int LongestTimeout = 300;
    private const int MostAttempts = 100;

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsConfigured)
            return ValidateOptionsResult.Success;
        List<string> faults = [];
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
            faults.Add($"Mail:Host is '{options.Host}'; it must be a name or an address, without a port.");
        if (options.Port is < 1 or > HighestPort)
            faults.Add($"Mail:Port is {options.Port}; it must be 1 to {HighestPort}.");
        if (options.Security is not (MailOptions.StartTls or MailOptions.Tls or MailOptions.None))
            faults.Add($"Mail:Security is '{options.Security}'; it must be starttls, tls or none.");
        if (options.User.Length > 0 && options.Security == MailOptions.None)
            faults.Add("Mail:Security is none; with Mail:User the password could be read on the way.");
        if (!IsAddress(options.From))
            faults.Add($"Mail:From is '{options.From}'; it must be an e-mail address such as triage@example.com.");
        if (options.TimeoutSeconds is < 1 or > LongestTimeout)
            faults.Add($"Mail:TimeoutSeconds is {options.TimeoutSeconds}; it must be 1 to {LongestTimeout}.");
        if (options.MostAttempts is < 1 or > MostAttempts)
            faults.Add($"Mail:MostAttempts is {options.MostAttempts}; it must be 1 to {MostAttempts}.");
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    /// <summary>Whether mail can be sent there: one plain address, no name beside it, no line break.</summary>
    public static bool IsAddress(string? text) => text is { Length: > 2 and <= 254 } && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailboxAddress.TryParse(text, out var address) && address.Address == text && text.IndexOf('@', StringComparison.Ordinal) is > 0;
}
