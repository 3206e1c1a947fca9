using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddCoverageCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AlertFindings_AlertId",
                table: "AlertFindings");

            migrationBuilder.AddColumn<string>(
                name: "ProxyName",
                table: "Alerts",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Script",
                table: "Alerts",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProxyDays",
                columns: table => new
                {
                    HostId = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ImageNameId = table.Column<long>(type: "INTEGER", nullable: false),
                    ImportId = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProxyDays", x => new { x.HostId, x.Day, x.ImageNameId, x.ImportId });
                    table.ForeignKey(
                        name: "FK_ProxyDays_Texts_ImageNameId",
                        column: x => x.ImageNameId,
                        principalTable: "Texts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            // Scripts stand in no column: those of older alerts are named once they are judged again.
            migrationBuilder.Sql(
                "UPDATE \"Alerts\" SET \"ProxyName\" = (SELECT SUBSTR(t.\"Value\", 1, 200) FROM \"Processes\" AS p JOIN \"Texts\" AS t ON t.\"Id\" = p.\"ImageNameId\" WHERE p.\"Id\" = \"Alerts\".\"ProxyProcessId\")");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Coverage",
                table: "Alerts",
                columns: new[] { "FirstUtc", "HostId", "Level", "Status", "Outcome", "Completeness", "CreatedUtc", "FirstDecidedUtc", "DecidedBy", "Assignee", "ApprovedUseId", "Technique", "ProxyName", "Script", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AlertHistory_Escalated",
                table: "AlertHistory",
                columns: new[] { "AlertId", "AtUtc", "RunId" },
                filter: "\"Action\" = 3");

            migrationBuilder.CreateIndex(
                name: "IX_AlertFindings_AlertId_SignalId",
                table: "AlertFindings",
                columns: new[] { "AlertId", "SignalId" });

            migrationBuilder.CreateIndex(
                name: "IX_ProxyDays_ImportId",
                table: "ProxyDays",
                column: "ImportId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProxyDays");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_Coverage",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_AlertHistory_Escalated",
                table: "AlertHistory");

            migrationBuilder.DropIndex(
                name: "IX_AlertFindings_AlertId_SignalId",
                table: "AlertFindings");

            migrationBuilder.DropColumn(
                name: "ProxyName",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Script",
                table: "Alerts");

            migrationBuilder.CreateIndex(
                name: "IX_AlertFindings_AlertId",
                table: "AlertFindings",
                column: "AlertId");
        }
    }
}
