using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class GovernBaseline : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Alerts_Status_Score_LastUtc",
                table: "Alerts");

            migrationBuilder.AddColumn<string>(
                name: "Acknowledgement",
                table: "ApprovedUses",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OwnerUserId",
                table: "ApprovedUses",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RenewalBy",
                table: "ApprovedUses",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RenewalJson",
                table: "ApprovedUses",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RenewalUtc",
                table: "ApprovedUses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ExpiredUseId",
                table: "Alerts",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ApprovedUseVersions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Change = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true),
                    ContentJson = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApprovedUseVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApprovedUseVersions_ApprovedUses_UseId",
                        column: x => x.UseId,
                        principalTable: "ApprovedUses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UseGroups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    NameKey = table.Column<string>(type: "text", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: false),
                    Unit = table.Column<string>(type: "text", nullable: false),
                    MembersJson = table.Column<string>(type: "text", nullable: false),
                    IncludesJson = table.Column<string>(type: "text", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UseGroups", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Patterns",
                table: "Alerts",
                columns: new[] { "Status", "Fingerprint", "HostId", "Level", "Score", "Completeness", "FirstUtc", "LastUtc", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Status_CreatedUtc_Id",
                table: "Alerts",
                columns: new[] { "Status", "CreatedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Status_Level_CreatedUtc_Id",
                table: "Alerts",
                columns: new[] { "Status", "Level", "CreatedUtc", "Id" },
                descending: new[] { false, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Status_Score_Id",
                table: "Alerts",
                columns: new[] { "Status", "Score", "Id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ApprovedUseVersions_UseId_Number",
                table: "ApprovedUseVersions",
                columns: new[] { "UseId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UseGroups_Kind_NameKey",
                table: "UseGroups",
                columns: new[] { "Kind", "NameKey" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApprovedUseVersions");

            migrationBuilder.DropTable(
                name: "UseGroups");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_Patterns",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_Status_CreatedUtc_Id",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_Status_Level_CreatedUtc_Id",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_Status_Score_Id",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Acknowledgement",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "OwnerUserId",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "RenewalBy",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "RenewalJson",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "RenewalUtc",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "ExpiredUseId",
                table: "Alerts");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Status_Score_LastUtc",
                table: "Alerts",
                columns: new[] { "Status", "Score", "LastUtc" });
        }
    }
}
