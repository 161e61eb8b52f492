namespace Coder.Contracts;

/// <param name="Number">Number in its repository.</param>
/// <param name="Title">One line.</param>
/// <param name="Url">Where to look at it; for a local record the command that shows it.</param>
/// <param name="Body">Its text, Markdown: request, result, evidence, and what was not verified.</param>
public sealed record PullRequestView(int Number, string Title, string Url, string Body = "");
