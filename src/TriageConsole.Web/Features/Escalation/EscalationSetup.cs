using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Page;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Files;
using TriageConsole.Web.Features.Escalation.Targets.Iris;
using TriageConsole.Web.Features.Escalation.Targets.Mail;
using TriageConsole.Web.Features.Escalation.Targets.Sending;
using TriageConsole.Web.Features.Escalation.Targets.Syslog;
using TriageConsole.Web.Features.Escalation.Targets.TheHive;
using TriageConsole.Web.Features.Escalation.Targets.Webhook;

namespace TriageConsole.Web.Features.Escalation;

/// <summary>Targets, outbox and their page.</summary>
public static class EscalationSetup
{
    /// <summary>What the console adds to <see cref="AddOutbox"/>: the clock, which rings where there is a job queue.</summary>
    public static void AddEscalation(this IServiceCollection services)
    {
        services.AddOutbox();
        services.AddTransient<DeliveryJob>();
        services.AddSingleton<DeliveryClock>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryClock>());
    }

    public static void AddOutbox(this IServiceCollection services)
    {
        services.AddOptions<EscalationOptions>().BindConfiguration(EscalationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EscalationOptions>, EscalationOptionsCheck>();
        services.AddTargets();
        services.AddSingleton<DestinationGuard>();
        services.AddSingleton<TargetHttp>();
        services.AddSingleton<TargetSecrets>();
        services.AddSingleton<TargetPace>();
        services.AddSingleton<Attempt>();
        services.AddSingleton<DeliveryRunner>();
        services.AddSingleton<DeliveryDoorbell>();
        services.AddSingleton<DeliveryRows>();
        services.AddScoped<DeliveryQueries>();
        services.AddScoped<DeliveryCommands>();
        services.AddScoped<TargetQueries>();
        services.AddScoped<TargetCommands>();
    }

    /// <summary>The kinds of target, as people choose among them; a new kind adds its line here.</summary>
    public static void AddTargets(this IServiceCollection services)
    {
        services.AddSingleton<IEscalationTarget, WebhookTarget>();
        services.AddSingleton<IEscalationTarget, MailTarget>();
        services.AddSingleton<IEscalationTarget, SyslogTarget>();
        services.AddSingleton<IEscalationTarget, TheHiveTarget>();
        services.AddSingleton<IEscalationTarget, IrisTarget>();
        services.AddSingleton<IEscalationTarget, FileTarget>();
        services.AddSingleton<TargetCatalog>();
    }
}
