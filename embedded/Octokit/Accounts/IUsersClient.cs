namespace Octokit;

public interface IUsersClient
{
    Task<User> Get(string login);
}
