namespace TriageConsole.Architecture.Tests.Walls;

/// <summary>Full-name patterns of what some layers must not touch.</summary>
internal static class Forbidden
{
    public const string EntityFramework = @"^Microsoft\.EntityFrameworkCore\.";
    public const string Drivers = @"^(Microsoft\.Data\.Sqlite|Npgsql|SQLitePCL)\.";
    public const string AspNet = @"^Microsoft\.AspNetCore\.";
    public const string Components = @"^(Microsoft\.AspNetCore\.Components|MudBlazor)\.";
    public const string Hosting = @"^Microsoft\.Extensions\.(Hosting|DependencyInjection|Configuration)\.";
    public const string Logging = @"^Microsoft\.Extensions\.Logging\.";
    public const string Jobs = @"^Hangfire\.";
    public const string Network = @"^System\.Net\.(Http|Sockets|WebSockets|Mail|Security)\.";
    public const string Files = @"^System\.IO\.(File|Directory|FileInfo|DirectoryInfo|FileStream|FileSystemInfo|DriveInfo)$";
    public const string Processes = @"^System\.Diagnostics\.(Process|ProcessStartInfo)$";
    public const string Clock = @"^System\.(TimeProvider|Threading\.Timer|Diagnostics\.Stopwatch)$";
    public const string Telemetry = @"^TriageConsole\.Telemetry\.";
    public const string Detection = @"^TriageConsole\.Detection\.";
    public const string Data = @"^TriageConsole\.Data\.";
    public const string Web = @"^TriageConsole\.Web\.";
}
