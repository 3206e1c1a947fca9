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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Acknowledgement",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "ExpiredUseId",
                table: "Alerts");
        }
    }
}
