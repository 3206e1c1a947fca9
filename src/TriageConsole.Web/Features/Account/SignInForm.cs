using System.ComponentModel.DataAnnotations;

namespace TriageConsole.Web.Features.Account;

public sealed class SignInForm
{
    [Required(ErrorMessage = "Give your user name.")]
    [StringLength(256, ErrorMessage = "No user name is that long.")]
    public string UserName { get; set; } = string.Empty;

    // The bound keeps a megabyte from being hashed for an unknown visitor.
    [Required(ErrorMessage = "Give your password.")]
    [StringLength(256, ErrorMessage = "No password is that long.")]
    public string Password { get; set; } = string.Empty;
}
