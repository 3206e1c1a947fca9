using Microsoft.AspNetCore.Identity;

namespace TriageConsole.Data.Model;

public sealed class UserRow : IdentityUser<long>
{
    /// <summary>Every page but the change-password page is closed until it is changed.</summary>
    public bool MustChangePassword { get; set; }
}

public sealed class RoleRow : IdentityRole<long>
{
    public RoleRow()
    {
    }

    public RoleRow(string name)
        : base(name)
    {
    }
}
