using MudBlazor;

namespace TriageConsole.Web.Components.Layout;

/// <summary>
/// MudBlazor's theme with our colours. They repeat <c>wwwroot-assets/css/tokens.css</c>, because MudBlazor computes with
/// them; a test holds the two together. MudBlazor's own dark palette fails WCAG contrast on small text.
/// </summary>
public static class ConsoleTheme
{
    private static readonly string[] _fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    public static MudTheme Create() => new()
    {
        PaletteDark = Dark(),
        PaletteLight = Light(),
        LayoutProperties = new() { DefaultBorderRadius = "4px", AppbarHeight = "44px" },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = _fonts, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = _fonts, FontSize = "1.25rem", FontWeight = "600", LineHeight = "1.3", LetterSpacing = "normal" },
            H2 = new H2Typography { FontFamily = _fonts, FontSize = "1.0625rem", FontWeight = "600", LineHeight = "1.3", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = _fonts, FontSize = "1rem", FontWeight = "600", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = _fonts, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = _fonts, FontSize = "0.8125rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = _fonts, FontSize = "0.8125rem", FontWeight = "500", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = _fonts, FontSize = "0.8125rem", LetterSpacing = "normal" },
        },
    };

    private static PaletteDark Dark() => new()
    {
        Background = "#11151b",
        BackgroundGray = "#181e26",
        Surface = "#181e26",
        AppbarBackground = "#181e26",
        AppbarText = "#e4e9f0",
        DrawerBackground = "#181e26",
        DrawerText = "#e4e9f0",
        DrawerIcon = "#9daabb",
        TextPrimary = "#e4e9f0",
        TextSecondary = "#9daabb",
        TextDisabled = "#9daabb",
        ActionDefault = "#9daabb",
        ActionDisabled = "#8592a3",
        ActionDisabledBackground = "#212934",
        Primary = "#4fc7bd",
        PrimaryContrastText = "#06201e",
        Secondary = "#9daabb",
        SecondaryContrastText = "#11151b",
        Tertiary = "#b69cff",
        TertiaryContrastText = "#11151b",
        Info = "#82b7ff",
        InfoContrastText = "#11151b",
        Success = "#7fd08f",
        SuccessContrastText = "#11151b",
        Warning = "#f0c94f",
        WarningContrastText = "#11151b",
        Error = "#ff8f8f",
        ErrorContrastText = "#11151b",
        Dark = "#212934",
        DarkContrastText = "#e4e9f0",
        LinesDefault = "#2d3744",
        LinesInputs = "#75849a",
        TableLines = "#2d3744",
        TableHover = "#212934",
        TableStriped = "#161c24",
        Divider = "#2d3744",
        DividerLight = "#2d3744",
        HoverOpacity = 0.08,
    };

    private static PaletteLight Light() => new()
    {
        Background = "#f5f7f9",
        BackgroundGray = "#e9edf2",
        Surface = "#ffffff",
        AppbarBackground = "#ffffff",
        AppbarText = "#1a222d",
        DrawerBackground = "#ffffff",
        DrawerText = "#1a222d",
        DrawerIcon = "#515d6e",
        TextPrimary = "#1a222d",
        TextSecondary = "#515d6e",
        TextDisabled = "#515d6e",
        ActionDefault = "#515d6e",
        ActionDisabled = "#66717f",
        ActionDisabledBackground = "#e9edf2",
        Primary = "#0b6963",
        PrimaryContrastText = "#ffffff",
        Secondary = "#515d6e",
        SecondaryContrastText = "#ffffff",
        Tertiary = "#6a4bc4",
        TertiaryContrastText = "#ffffff",
        Info = "#1a58a6",
        InfoContrastText = "#ffffff",
        Success = "#1d6b30",
        SuccessContrastText = "#ffffff",
        Warning = "#735300",
        WarningContrastText = "#ffffff",
        Error = "#b01c1c",
        ErrorContrastText = "#ffffff",
        Dark = "#1a222d",
        DarkContrastText = "#ffffff",
        LinesDefault = "#d2d9e2",
        LinesInputs = "#788597",
        TableLines = "#d2d9e2",
        TableHover = "#e9edf2",
        TableStriped = "#f5f7f9",
        Divider = "#d2d9e2",
        DividerLight = "#d2d9e2",
        HoverOpacity = 0.06,
    };
}
