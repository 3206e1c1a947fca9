using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AlertQueue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertUndos");

            migrationBuilder.AddColumn<DateTime>(
                name: "FirstDecidedUtc",
                table: "Alerts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.Sql("""
                UPDATE "Alerts" SET "FirstDecidedUtc" = (SELECT MIN(h."AtUtc") FROM "AlertHistory" AS h
                    WHERE h."AlertId" = "Alerts"."Id" AND h."Action" IN (2, 3, 4) AND h."UserName" IS NOT NULL);
                """);

            migrationBuilder.AddColumn<long>(
                name: "RunId",
                table: "AlertHistory",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BulkRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    OrderJson = table.Column<string>(type: "text", nullable: false),
                    RequestedById = table.Column<long>(type: "bigint", nullable: false),
                    RequestedBy = table.Column<string>(type: "text", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FinishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UndoneUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CancelRequested = table.Column<bool>(type: "boolean", nullable: false),
                    Error = table.Column<string>(type: "text", nullable: true),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    LeftAlone = table.Column<int>(type: "integer", nullable: false),
                    Undone = table.Column<int>(type: "integer", nullable: false),
                    UndoLeft = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    NameKey = table.Column<string>(type: "text", nullable: false),
                    Query = table.Column<string>(type: "text", nullable: false),
                    OwnerId = table.Column<long>(type: "bigint", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: false),
                    IsShared = table.Column<bool>(type: "boolean", nullable: false),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SlaTargets",
                columns: table => new
                {
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: true),
                    ChangedBy = table.Column<string>(type: "text", nullable: false),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SlaTargets", x => x.Level);
                });

            migrationBuilder.CreateTable(
                name: "BulkRunItems",
                columns: table => new
                {
                    RunId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    AlertId = table.Column<Guid>(type: "uuid", nullable: false),
                    SeenVersion = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Why = table.Column<string>(type: "text", nullable: true),
                    After_ApprovedUseId = table.Column<Guid>(type: "uuid", nullable: true),
                    After_Assignee = table.Column<string>(type: "text", nullable: true),
                    After_CaseId = table.Column<long>(type: "bigint", nullable: true),
                    After_DecidedBy = table.Column<string>(type: "text", nullable: true),
                    After_DecidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    After_FirstDecidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    After_NeedsTuning = table.Column<bool>(type: "boolean", nullable: false),
                    After_Outcome = table.Column<int>(type: "integer", nullable: false),
                    After_Status = table.Column<int>(type: "integer", nullable: false),
                    Before_ApprovedUseId = table.Column<Guid>(type: "uuid", nullable: true),
                    Before_Assignee = table.Column<string>(type: "text", nullable: true),
                    Before_CaseId = table.Column<long>(type: "bigint", nullable: true),
                    Before_DecidedBy = table.Column<string>(type: "text", nullable: true),
                    Before_DecidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Before_FirstDecidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Before_NeedsTuning = table.Column<bool>(type: "boolean", nullable: false),
                    Before_Outcome = table.Column<int>(type: "integer", nullable: false),
                    Before_Status = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkRunItems", x => new { x.RunId, x.Position });
                    table.ForeignKey(
                        name: "FK_BulkRunItems_BulkRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "BulkRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BulkRunItems_RunId_State_Position",
                table: "BulkRunItems",
                columns: new[] { "RunId", "State", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_BulkRuns_RequestedById_Id",
                table: "BulkRuns",
                columns: new[] { "RequestedById", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BulkRuns_State",
                table: "BulkRuns",
                column: "State",
                filter: "\"State\" IN (0, 1, 2, 6, 7)");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_OwnerId_NameKey",
                table: "SavedViews",
                columns: new[] { "OwnerId", "NameKey" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_AlertHistory_BulkRuns_RunId",
                table: "AlertHistory",
                column: "RunId",
                principalTable: "BulkRuns",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_AlertHistory_BulkRuns_RunId",
                table: "AlertHistory");

            migrationBuilder.DropTable(
                name: "BulkRunItems");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropTable(
                name: "SlaTargets");

            migrationBuilder.DropTable(
                name: "BulkRuns");

            migrationBuilder.DropColumn(
                name: "FirstDecidedUtc",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "RunId",
                table: "AlertHistory");

            migrationBuilder.CreateTable(
                name: "AlertUndos",
                columns: table => new
                {
                    AlertId = table.Column<long>(type: "bigint", nullable: false),
                    UserName = table.Column<string>(type: "text", nullable: false),
                    Action = table.Column<int>(type: "integer", nullable: false),
                    ApprovedUseId = table.Column<Guid>(type: "uuid", nullable: true),
                    Assignee = table.Column<string>(type: "text", nullable: true),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CaseId = table.Column<long>(type: "bigint", nullable: true),
                    DecidedBy = table.Column<string>(type: "text", nullable: true),
                    DecidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    NeedsTuning = table.Column<bool>(type: "boolean", nullable: false),
                    Outcome = table.Column<int>(type: "integer", nullable: false),
                    RunId = table.Column<Guid>(type: "uuid", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertUndos", x => new { x.AlertId, x.UserName });
                    table.ForeignKey(
                        name: "FK_AlertUndos_Alerts_AlertId",
                        column: x => x.AlertId,
                        principalTable: "Alerts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AlertUndos_RunId",
                table: "AlertUndos",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_AlertUndos_UserName_AtUtc",
                table: "AlertUndos",
                columns: new[] { "UserName", "AtUtc" });
        }
    }
}
