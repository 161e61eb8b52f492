namespace Octokit;

public class CheckRunRequest : RequestParameters
{
    public string CheckName { get; set; }
}
