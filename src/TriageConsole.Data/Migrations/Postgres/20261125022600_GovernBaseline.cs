using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class GovernBaseline : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Acknowledgement",
                table: "ApprovedUses",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ExpiredUseId",
                table: "Alerts",
                type: "uuid",
                nullable: true);

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
                name: "IX_UseGroups_Kind_NameKey",
                table: "UseGroups",
                columns: new[] { "Kind", "NameKey" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UseGroups");

            migrationBuilder.DropColumn(
                name: "Acknowledgement",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "ExpiredUseId",
                table: "Alerts");
        }
    }
}
