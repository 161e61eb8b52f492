namespace Coder.Contracts;

/// <param name="Number">Number in its repository.</param>
/// <param name="Title">One line.</param>
/// <param name="Url">Where to look at it; for a local record the command that shows it.</param>
public sealed record PullRequestView(int Number, string Title, string Url);
