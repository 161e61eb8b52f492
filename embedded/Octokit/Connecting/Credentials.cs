namespace Octokit;

/// <summary>Who asks: a token of an installation or a user (<see cref="AuthenticationType.Oauth"/>), or an App's JSON Web Token (<see cref="AuthenticationType.Bearer"/>).</summary>
public class Credentials
{
    public static readonly Credentials Anonymous = new(null, AuthenticationType.Anonymous);

    public Credentials(string token)
        : this(token, AuthenticationType.Oauth)
    {
    }

    public Credentials(string token, AuthenticationType authenticationType) => (Password, AuthenticationType) = (token, authenticationType);

    public string Password { get; }

    public AuthenticationType AuthenticationType { get; }
}
