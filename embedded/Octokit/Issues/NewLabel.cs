namespace Octokit;

public class NewLabel
{
    public NewLabel(string name, string color) => (Name, Color) = (name, color);

    public string Name { get; set; }

    /// <summary>Six hexadecimal digits.</summary>
    public string Color { get; set; }

    public string Description { get; set; }
}
