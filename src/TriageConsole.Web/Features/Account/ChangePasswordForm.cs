using System.ComponentModel.DataAnnotations;

namespace TriageConsole.Web.Features.Account;

public sealed class ChangePasswordForm
{
    [Required(ErrorMessage = "Give your present password.")]
    [StringLength(256, ErrorMessage = "No password is that long.")]
    public string Present { get; set; } = string.Empty;

    [Required(ErrorMessage = "Give a new password.")]
    [StringLength(256, ErrorMessage = "At most 256 characters.")]
    public string Next { get; set; } = string.Empty;

    [Compare(nameof(Next), ErrorMessage = "The two new passwords differ.")]
    public string Again { get; set; } = string.Empty;
}
