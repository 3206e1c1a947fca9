using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Web.Hosting.FirstStart;
using TriageConsole.Web.Hosting.Jobs;

namespace TriageConsole.Web.Hosting.Settings;

/// <summary>Settings, folders, database and job queue.</summary>
public static class StorageSetup
{
    public static void AddStorage(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsCheck>();
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsCheck>();
        services.AddOptions<FirstAdminOptions>()
            .Configure<IConfiguration>((options, from) => options.Password = from[FirstAdminOptions.PasswordVariable] ?? string.Empty)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<FirstAdminOptions>, FirstAdminOptionsCheck>();

        // Which database it is decides what is registered, before the check has run. A faulty setting never gets further than the check.
        var database = settings.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        var folder = StorageFolder.Of(settings.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new());
        var connection = ConnectionText.Of(database, folder);
        services.AddSingleton(folder);
        services.AddDataProtection().SetApplicationName("TriageConsole").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        if (database.IsSqlite || database.IsPostgres)
            services.AddTriageData(database.Provider, connection);
        services.AddJobs(database, connection);
    }
}
