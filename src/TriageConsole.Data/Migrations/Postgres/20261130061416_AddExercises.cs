using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddExercises : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ExerciseId",
                table: "Imports",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExerciseId",
                table: "Hosts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExerciseId",
                table: "Cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExerciseId",
                table: "ApprovedUses",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExerciseId",
                table: "Alerts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsBlind",
                table: "Alerts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Exercises",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Slot = table.Column<int>(type: "integer", nullable: true),
                    IsBlind = table.Column<bool>(type: "boolean", nullable: false),
                    IsForAll = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndRequestedBy = table.Column<string>(type: "text", nullable: true),
                    End = table.Column<int>(type: "integer", nullable: false),
                    EndedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Exercises", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ExerciseItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ExerciseId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Scenario = table.Column<string>(type: "text", nullable: false),
                    Evasion = table.Column<string>(type: "text", nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: false),
                    Technique = table.Column<string>(type: "text", nullable: false),
                    IsAttack = table.Column<bool>(type: "boolean", nullable: false),
                    Host = table.Column<string>(type: "text", nullable: false),
                    Account = table.Column<string>(type: "text", nullable: false),
                    Seed = table.Column<int>(type: "integer", nullable: false),
                    ArrivesUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    ImportId = table.Column<long>(type: "bigint", nullable: true),
                    Error = table.Column<string>(type: "text", nullable: true),
                    AlertId = table.Column<Guid>(type: "uuid", nullable: true),
                    RaisedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    CommandLine = table.Column<string>(type: "text", nullable: false),
                    Explanation = table.Column<string>(type: "text", nullable: false),
                    OpenedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OpenedBy = table.Column<string>(type: "text", nullable: true),
                    DecidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedBy = table.Column<string>(type: "text", nullable: true),
                    Decision = table.Column<int>(type: "integer", nullable: false),
                    EscalatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Mark = table.Column<int>(type: "integer", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExerciseItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExerciseItems_Exercises_ExerciseId",
                        column: x => x.ExerciseId,
                        principalTable: "Exercises",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExercisePeople",
                columns: table => new
                {
                    ExerciseId = table.Column<long>(type: "bigint", nullable: false),
                    UserName = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExercisePeople", x => new { x.ExerciseId, x.UserName });
                    table.ForeignKey(
                        name: "FK_ExercisePeople_Exercises_ExerciseId",
                        column: x => x.ExerciseId,
                        principalTable: "Exercises",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExerciseAlerts",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExerciseAlerts", x => x.AlertId);
                    table.ForeignKey(
                        name: "FK_ExerciseAlerts_ExerciseItems_ItemId",
                        column: x => x.ItemId,
                        principalTable: "ExerciseItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExerciseOpens",
                columns: table => new
                {
                    ItemId = table.Column<long>(type: "bigint", nullable: false),
                    UserName = table.Column<string>(type: "text", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExerciseOpens", x => new { x.ItemId, x.UserName });
                    table.ForeignKey(
                        name: "FK_ExerciseOpens_ExerciseItems_ItemId",
                        column: x => x.ItemId,
                        principalTable: "ExerciseItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Imports_ExerciseId",
                table: "Imports",
                column: "ExerciseId",
                filter: "\"ExerciseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_ExerciseId",
                table: "Hosts",
                column: "ExerciseId",
                filter: "\"ExerciseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ExerciseId",
                table: "Cases",
                column: "ExerciseId",
                filter: "\"ExerciseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_ExerciseId",
                table: "Alerts",
                column: "ExerciseId",
                filter: "\"ExerciseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ExerciseAlerts_ItemId",
                table: "ExerciseAlerts",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_ExerciseItems_ExerciseId_Position",
                table: "ExerciseItems",
                columns: new[] { "ExerciseId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Exercises_Slot",
                table: "Exercises",
                column: "Slot",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExerciseAlerts");

            migrationBuilder.DropTable(
                name: "ExerciseOpens");

            migrationBuilder.DropTable(
                name: "ExercisePeople");

            migrationBuilder.DropTable(
                name: "ExerciseItems");

            migrationBuilder.DropTable(
                name: "Exercises");

            migrationBuilder.DropIndex(
                name: "IX_Imports_ExerciseId",
                table: "Imports");

            migrationBuilder.DropIndex(
                name: "IX_Hosts_ExerciseId",
                table: "Hosts");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ExerciseId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_ExerciseId",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "ExerciseId",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "ExerciseId",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "ExerciseId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ExerciseId",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "ExerciseId",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "IsBlind",
                table: "Alerts");
        }
    }
}
