namespace Octokit;

public class NewCheckRunOutput
{
    public NewCheckRunOutput(string title, string summary) => (Title, Summary) = (title, summary);

    public string Title { get; set; }

    public string Summary { get; set; }

    public string Text { get; set; }

    /// <summary>At most 50 a request.</summary>
    public IReadOnlyList<NewCheckRunAnnotation> Annotations { get; set; }
}
