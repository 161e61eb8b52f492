namespace Octokit;

internal sealed class UsersClient(IConnection connection) : IUsersClient
{
    public Task<User> Get(string login) => connection.GetAsync<User>(Query.Route($"users/{login}"));
}
