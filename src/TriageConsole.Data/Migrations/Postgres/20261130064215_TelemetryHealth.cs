using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TelemetryHealth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "HostHours",
                columns: table => new
                {
                    HostId = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    ImportId = table.Column<long>(type: "bigint", nullable: false),
                    Hours = table.Column<int>(type: "integer", nullable: false),
                    LeadMs = table.Column<long>(type: "bigint", nullable: true),
                    OwnMinMs = table.Column<long>(type: "bigint", nullable: true),
                    OwnMaxMs = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HostHours", x => new { x.HostId, x.Day, x.ImportId });
                    table.ForeignKey(
                        name: "FK_HostHours_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RecordRanges",
                columns: table => new
                {
                    HostId = table.Column<int>(type: "integer", nullable: false),
                    ChannelId = table.Column<long>(type: "bigint", nullable: false),
                    ImportId = table.Column<long>(type: "bigint", nullable: false),
                    First = table.Column<long>(type: "bigint", nullable: false),
                    Last = table.Column<long>(type: "bigint", nullable: false),
                    FromTicks = table.Column<long>(type: "bigint", nullable: false),
                    ToTicks = table.Column<long>(type: "bigint", nullable: false),
                    Before = table.Column<long>(type: "bigint", nullable: false),
                    After = table.Column<long>(type: "bigint", nullable: false),
                    Gaps = table.Column<int>(type: "integer", nullable: false),
                    Missing = table.Column<long>(type: "bigint", nullable: false),
                    FileId = table.Column<long>(type: "bigint", nullable: false),
                    LastNumber = table.Column<long>(type: "bigint", nullable: false),
                    LastIndex = table.Column<long>(type: "bigint", nullable: false),
                    LastEvent = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordRanges", x => new { x.HostId, x.ChannelId, x.First, x.ImportId });
                    table.ForeignKey(
                        name: "FK_RecordRanges_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RecordRanges_Texts_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Texts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HostHours_Day",
                table: "HostHours",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_HostHours_ImportId",
                table: "HostHours",
                column: "ImportId");

            migrationBuilder.CreateIndex(
                name: "IX_RecordRanges_ImportId",
                table: "RecordRanges",
                column: "ImportId");

            // What was imported before: a habit of hours from the starts of processes, and parents' signatures as they are known
            // now. Record numbers and clocks begin with the next import.
            migrationBuilder.Sql(
                "INSERT INTO \"HostHours\" (\"HostId\", \"Day\", \"ImportId\", \"Hours\") "
                + "SELECT p.\"HostId\", (p.\"StartUtc\" AT TIME ZONE 'UTC')::date, p.\"FirstImportId\", SUM(DISTINCT (1 << (EXTRACT(HOUR FROM p.\"StartUtc\" AT TIME ZONE 'UTC')::int)))::int FROM \"Processes\" AS p "
                + "WHERE p.\"Witnesses\" <> 0 AND p.\"StartUtc\" IS NOT NULL GROUP BY p.\"HostId\", (p.\"StartUtc\" AT TIME ZONE 'UTC')::date, p.\"FirstImportId\"");
            migrationBuilder.Sql(
                "INSERT INTO \"HostDays\" (\"HostId\", \"Day\", \"Component\", \"ImportId\", \"Count\") "
                + "SELECT c.\"HostId\", (c.\"StartUtc\" AT TIME ZONE 'UTC')::date, 10, c.\"FirstImportId\", COUNT(*) FROM \"Processes\" AS c "
                + "JOIN \"Processes\" AS p ON p.\"Id\" = c.\"ParentId\" LEFT JOIN \"FileHashes\" AS h ON h.\"Id\" = p.\"FileHashId\" "
                + "WHERE c.\"Witnesses\" <> 0 AND c.\"StartUtc\" IS NOT NULL AND c.\"ParentEdge\" IN (1, 2, 4) AND (p.\"SignatureId\" IS NOT NULL OR h.\"SignatureId\" IS NOT NULL) "
                + "GROUP BY c.\"HostId\", (c.\"StartUtc\" AT TIME ZONE 'UTC')::date, c.\"FirstImportId\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HostHours");

            migrationBuilder.DropTable(
                name: "RecordRanges");
        }
    }
}
