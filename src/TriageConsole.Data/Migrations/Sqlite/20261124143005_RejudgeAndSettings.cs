using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "SettingsVersion",
                table: "Alerts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "DetectionSettings",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", nullable: true),
                    DecidedUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DetectionSettings", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "HostJudgements",
                columns: table => new
                {
                    HostId = table.Column<int>(type: "INTEGER", nullable: false),
                    JudgedWith = table.Column<string>(type: "TEXT", nullable: false),
                    SettingsVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    BaselineRevision = table.Column<string>(type: "TEXT", nullable: false),
                    JudgedUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Mode = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Slot = table.Column<int>(type: "INTEGER", nullable: true),
                    SettingsVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    UsesJson = table.Column<string>(type: "TEXT", nullable: false),
                    JudgedWith = table.Column<string>(type: "TEXT", nullable: false),
                    BaselineRevision = table.Column<string>(type: "TEXT", nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FinishedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CancelRequested = table.Column<bool>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", nullable: true),
                    LastHostId = table.Column<int>(type: "INTEGER", nullable: false),
                    HostsTotal = table.Column<int>(type: "INTEGER", nullable: false),
                    HostsDone = table.Column<int>(type: "INTEGER", nullable: false),
                    ProcessesTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    ProcessesDone = table.Column<long>(type: "INTEGER", nullable: false),
                    ProcessesUnderWay = table.Column<long>(type: "INTEGER", nullable: false),
                    ProcessesAtStart = table.Column<long>(type: "INTEGER", nullable: false),
                    New = table.Column<int>(type: "INTEGER", nullable: false),
                    Gone = table.Column<int>(type: "INTEGER", nullable: false),
                    Kept = table.Column<int>(type: "INTEGER", nullable: false),
                    Moved = table.Column<int>(type: "INTEGER", nullable: false),
                    Same = table.Column<int>(type: "INTEGER", nullable: false),
                    Covered = table.Column<int>(type: "INTEGER", nullable: false),
                    Uncovered = table.Column<int>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RejudgeRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignalFailures",
                columns: table => new
                {
                    HostId = table.Column<int>(type: "INTEGER", nullable: false),
                    SignalId = table.Column<string>(type: "TEXT", nullable: false),
                    Processes = table.Column<int>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", nullable: false)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RunId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Weight = table.Column<int>(type: "INTEGER", nullable: false),
                    AlertId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Host = table.Column<string>(type: "TEXT", nullable: false),
                    Image = table.Column<string>(type: "TEXT", nullable: false),
                    CommandLine = table.Column<string>(type: "TEXT", nullable: true),
                    FromLevel = table.Column<int>(type: "INTEGER", nullable: true),
                    FromScore = table.Column<int>(type: "INTEGER", nullable: true),
                    ToLevel = table.Column<int>(type: "INTEGER", nullable: true),
                    ToScore = table.Column<int>(type: "INTEGER", nullable: true),
                    IsKept = table.Column<bool>(type: "INTEGER", nullable: false),
                    Signals = table.Column<string>(type: "TEXT", nullable: false)
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
                    RunId = table.Column<long>(type: "INTEGER", nullable: false),
                    SignalId = table.Column<string>(type: "TEXT", nullable: false),
                    New = table.Column<int>(type: "INTEGER", nullable: false),
                    Gone = table.Column<int>(type: "INTEGER", nullable: false),
                    Moved = table.Column<int>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false)
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
