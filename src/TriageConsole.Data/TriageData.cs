using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TriageConsole.Data;

public static class TriageData
{
    /// <summary>
    /// Registers the database: <see cref="TriageDatabase"/> and <see cref="IDbContextFactory{TContext}"/> of
    /// <see cref="TriageContext"/> as singletons, and a scoped <see cref="TriageContext"/> for Identity's stores.
    /// </summary>
    /// <param name="services">Services.</param>
    /// <param name="provider"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="connectionString">Connection string of that provider.</param>
    public static IServiceCollection AddTriageData(this IServiceCollection services, string provider, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(services);
        var database = TriageDatabase.Open(provider, connectionString);
        services.AddSingleton(_ => database);
        services.AddSingleton<IDbContextFactory<TriageContext>>(database);
        services.AddScoped(_ => database.CreateDbContext());
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
