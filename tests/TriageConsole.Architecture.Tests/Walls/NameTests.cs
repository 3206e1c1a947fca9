using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Formats;
using Xunit;

namespace TriageConsole.Architecture.Tests.Walls;

/// <summary>Names that promise something keep it, and names that say nothing are not used.</summary>
public sealed class NameTests
{
    private static readonly string[] _empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Service", "Base", "Impl"];

    [Fact]
    public void TypeNames_InTheProjects_SayWhatTheTypeIs() => Assert.Empty(EmptyNames(Own()));

    [Fact]
    public void TypeNames_PlantedEmptyOnes_AreReported() =>
        Assert.Equal(["AlertManager", "PathHelper", "ScoreImpl", "TreeService"], EmptyNames(Planted("Names")).Order(StringComparer.Ordinal));

    [Fact]
    public void Suffixes_InTheProjects_KeepTheirPromise() => Assert.Empty(BrokenPromises(Own()));

    [Fact]
    public void Suffixes_PlantedBrokenOnes_AreReported() =>
        Assert.Equal(["AlertConfiguration", "LoudEvent", "PaperFormat", "QueuePage"], BrokenPromises(Planted("Suffixes")).Order(StringComparer.Ordinal));

    [Fact]
    public void Entities_OfTheContext_AreRows() => Assert.Empty(OtherEntities(typeof(TriageContext)));

    [Fact]
    public void Entities_PlantedOtherOne_IsReported() =>
        Assert.Equal(["Somewhere"], OtherEntities(typeof(Planted.Suffixes.PlantedContext)));

    [Fact]
    public void Classes_WithoutSubclasses_AreSealed() => Assert.Empty(Unsealed(Own()));

    [Fact]
    public void Classes_PlantedUnsealedOne_IsReported() => Assert.Equal(["Open"], Unsealed(Planted("Sealing")));

    private static List<string> EmptyNames(IEnumerable<Type> types) =>
        [.. types.Select(PlainName).Where(name => _empty.Any(end => name.EndsWith(end, StringComparison.Ordinal)))];

    private static List<string> BrokenPromises(IEnumerable<Type> types) =>
        [.. types.Where(type => type is { IsInterface: false, IsAbstract: false }).Where(type => PlainName(type) switch
        {
            var name when name.EndsWith("Event", StringComparison.Ordinal) => !type.IsEnum && !typeof(TelemetryEvent).IsAssignableFrom(type),
            var name when name.EndsWith("Format", StringComparison.Ordinal) => !type.IsEnum && !typeof(ITelemetryFormat).IsAssignableFrom(type),
            var name when name.EndsWith("Page", StringComparison.Ordinal) => !typeof(IComponent).IsAssignableFrom(type) && !IsRecord(type), // a record is a page of results
            var name when name.EndsWith("Configuration", StringComparison.Ordinal) => !type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>)),
            _ => false,
        }).Select(PlainName)];

    private static List<string> OtherEntities(Type context) =>
        [.. context.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>))
            .Select(property => property.PropertyType.GetGenericArguments()[0].Name).Where(name => !name.EndsWith("Row", StringComparison.Ordinal))];

    // Razor's compiler writes components open, and EF's tools their snapshots and migrations.
    private static List<string> Unsealed(IEnumerable<Type> types)
    {
        var all = types.ToList();
        var parents = all.Select(type => type.BaseType).Where(type => type is not null).Select(type => type!.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
        return [.. all.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !parents.Contains(type)
            && !typeof(IComponent).IsAssignableFrom(type) && type.Namespace?.Contains(".Migrations", StringComparison.Ordinal) != true
            && type.Name is not ("Program" or "_Imports")).Select(PlainName)];
    }

    private static IEnumerable<Type> Own() => House.All.SelectMany(assembly => assembly.GetTypes()).Where(IsWritten);

    private static IEnumerable<Type> Planted(string folder) => typeof(NameTests).Assembly.GetTypes()
        .Where(type => type.Namespace == $"TriageConsole.Architecture.Tests.Planted.{folder}").Where(IsWritten);

    private static bool IsWritten(Type type) =>
        type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && type.Namespace?.StartsWith("TriageConsole", StringComparison.Ordinal) == true && !type.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static string PlainName(Type type) => type.Name.Split('`')[0];
}
