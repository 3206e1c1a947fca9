using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RejudgeAndSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BaselineRevision",
                table: "Alerts",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "SettingsVersion",
                table: "Alerts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "DetectionSettings",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DecidedBy = table.Column<string>(type: "text", nullable: true),
                    DecidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DetectionSettings", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "HostJudgements",
                columns: table => new
                {
                    HostId = table.Column<int>(type: "integer", nullable: false),
                    JudgedWith = table.Column<string>(type: "text", nullable: false),
                    SettingsVersion = table.Column<int>(type: "integer", nullable: false),
                    BaselineRevision = table.Column<string>(type: "text", nullable: false),
                    JudgedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HostJudgements", x => x.HostId);
                    table.ForeignKey(
                        name: "FK_HostJudgements_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RejudgeRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Mode = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Slot = table.Column<int>(type: "integer", nullable: true),
                    SettingsVersion = table.Column<int>(type: "integer", nullable: false),
                    UsesJson = table.Column<string>(type: "text", nullable: false),
                    JudgedWith = table.Column<string>(type: "text", nullable: false),
                    BaselineRevision = table.Column<string>(type: "text", nullable: false),
                    RequestedBy = table.Column<string>(type: "text", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FinishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CancelRequested = table.Column<bool>(type: "boolean", nullable: false),
                    Error = table.Column<string>(type: "text", nullable: true),
                    LastHostId = table.Column<int>(type: "integer", nullable: false),
                    HostsTotal = table.Column<int>(type: "integer", nullable: false),
                    HostsDone = table.Column<int>(type: "integer", nullable: false),
                    ProcessesTotal = table.Column<long>(type: "bigint", nullable: false),
                    ProcessesDone = table.Column<long>(type: "bigint", nullable: false),
                    ProcessesUnderWay = table.Column<long>(type: "bigint", nullable: false),
                    ProcessesAtStart = table.Column<long>(type: "bigint", nullable: false),
                    New = table.Column<int>(type: "integer", nullable: false),
                    Gone = table.Column<int>(type: "integer", nullable: false),
                    Kept = table.Column<int>(type: "integer", nullable: false),
                    Moved = table.Column<int>(type: "integer", nullable: false),
                    Same = table.Column<int>(type: "integer", nullable: false),
                    Covered = table.Column<int>(type: "integer", nullable: false),
                    Uncovered = table.Column<int>(type: "integer", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RejudgeRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignalFailures",
                columns: table => new
                {
                    HostId = table.Column<int>(type: "integer", nullable: false),
                    SignalId = table.Column<string>(type: "text", nullable: false),
                    Processes = table.Column<int>(type: "integer", nullable: false),
                    Error = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignalFailures", x => new { x.HostId, x.SignalId });
                    table.ForeignKey(
                        name: "FK_SignalFailures_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RejudgeChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RunId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Weight = table.Column<int>(type: "integer", nullable: false),
                    AlertId = table.Column<Guid>(type: "uuid", nullable: false),
                    Host = table.Column<string>(type: "text", nullable: false),
                    Image = table.Column<string>(type: "text", nullable: false),
                    CommandLine = table.Column<string>(type: "text", nullable: true),
                    FromLevel = table.Column<int>(type: "integer", nullable: true),
                    FromScore = table.Column<int>(type: "integer", nullable: true),
                    ToLevel = table.Column<int>(type: "integer", nullable: true),
                    ToScore = table.Column<int>(type: "integer", nullable: true),
                    IsKept = table.Column<bool>(type: "boolean", nullable: false),
                    Signals = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RejudgeChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RejudgeChanges_RejudgeRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "RejudgeRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RejudgeSignals",
                columns: table => new
                {
                    RunId = table.Column<long>(type: "bigint", nullable: false),
                    SignalId = table.Column<string>(type: "text", nullable: false),
                    New = table.Column<int>(type: "integer", nullable: false),
                    Gone = table.Column<int>(type: "integer", nullable: false),
                    Moved = table.Column<int>(type: "integer", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RejudgeSignals", x => new { x.RunId, x.SignalId });
                    table.ForeignKey(
                        name: "FK_RejudgeSignals_RejudgeRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "RejudgeRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DetectionSettings_State",
                table: "DetectionSettings",
                column: "State",
                unique: true,
                filter: "\"State\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_RejudgeChanges_RunId_Kind_Weight",
                table: "RejudgeChanges",
                columns: new[] { "RunId", "Kind", "Weight" });

            migrationBuilder.CreateIndex(
                name: "IX_RejudgeRuns_Slot",
                table: "RejudgeRuns",
                column: "Slot",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DetectionSettings");

            migrationBuilder.DropTable(
                name: "HostJudgements");

            migrationBuilder.DropTable(
                name: "RejudgeChanges");

            migrationBuilder.DropTable(
                name: "RejudgeSignals");

            migrationBuilder.DropTable(
                name: "SignalFailures");

            migrationBuilder.DropTable(
                name: "RejudgeRuns");

            migrationBuilder.DropColumn(
                name: "BaselineRevision",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "SettingsVersion",
                table: "Alerts");
        }
    }
}
