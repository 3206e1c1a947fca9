using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Hosting.Settings;

/// <summary>Section <c>Database</c>: where everything is kept.</summary>
public sealed record DatabaseOptions
{
    public const string Section = "Database";
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary><c>sqlite</c> or <c>postgres</c>. Kept as text so that a misspelling is told, not thrown.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>Empty: a SQLite file in the storage folder.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    public bool IsPostgres => string.Equals(Provider, Postgres, StringComparison.OrdinalIgnoreCase);

    public bool IsSqlite => string.Equals(Provider, Sqlite, StringComparison.OrdinalIgnoreCase);
}

public sealed class DatabaseOptionsCheck : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (!options.IsSqlite && !options.IsPostgres)
            return ValidateOptionsResult.Fail($"Database:Provider is '{options.Provider}'; it must be sqlite or postgres.");
        if (options.IsPostgres && string.IsNullOrWhiteSpace(options.ConnectionString))
            return ValidateOptionsResult.Fail("Database:ConnectionString is empty; postgres needs one, such as Host=localhost;Database=triage;Username=triage.");
        return ConnectionText.FaultIn(options) is { } fault
            ? ValidateOptionsResult.Fail($"Database:ConnectionString cannot be read: {fault}")
            : ValidateOptionsResult.Success;
    }
}
