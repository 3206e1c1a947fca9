using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Notifications.Mail;

namespace TriageConsole.Web.Features.Notifications;

/// <summary>What notifications need.</summary>
public static class NotificationsSetup
{
    /// <summary>What the console adds to <see cref="AddNotificationPages"/>: the clock that sends.</summary>
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddNotificationPages();
        services.AddSingleton<NotificationMailer>();
        services.AddHostedService<NotificationMailClock>();
        services.AddHostedService<LateAlertClock>();
    }

    public static void AddNotificationPages(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        services.AddScoped<NotificationQueries>();
        services.AddScoped<NotificationCommands>();
    }
}
