namespace Octokit;

public class NewCheckRunAnnotation
{
    public NewCheckRunAnnotation(string path, int startLine, int endLine, CheckAnnotationLevel annotationLevel, string message) =>
        (Path, StartLine, EndLine, AnnotationLevel, Message) = (path, startLine, endLine, annotationLevel, message);

    public string Path { get; set; }

    public int StartLine { get; set; }

    public int EndLine { get; set; }

    public int? StartColumn { get; set; }

    public int? EndColumn { get; set; }

    public StringEnum<CheckAnnotationLevel>? AnnotationLevel { get; set; }

    public string Message { get; set; }

    public string Title { get; set; }

    public string RawDetails { get; set; }
}
