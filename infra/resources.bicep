param location string
param tags object

@description('Part of the names that have to be unique in Azure.')
param salt string

param model string
param instancesMax int

@secure()
param stripeSecretKey string

@secure()
param stripeWebhookSecret string

param billingReturnUrl string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-coder-${salt}'
  location: location
  tags: tags
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: {
    name: 'stcoder${salt}'
    location: location
    tags: tags
    principalId: identity.properties.principalId
  }
}

module vault 'key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: 'kv-coder-${salt}'
    location: location
    tags: tags
    principalId: identity.properties.principalId
    secrets: {
      'stripe-secret-key': stripeSecretKey
      'stripe-webhook-secret': stripeWebhookSecret
    }
  }
}

module app 'function-app.bicep' = {
  name: 'function-app'
  params: {
    name: 'func-coder-${salt}'
    planName: 'plan-coder-${salt}'
    location: location
    tags: tags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    endpoints: storage.outputs.endpoints
    packageContainerUrl: storage.outputs.packageContainerUrl
    instancesMax: instancesMax
    settings: {
      CODER_MODEL: model
      CODER_KEY_VAULT: vault.outputs.address
      CODER_BILLING_RETURN_URL: billingReturnUrl
      CODER_STRIPE_SECRET_KEY: empty(stripeSecretKey) ? '' : '@Microsoft.KeyVault(SecretUri=${vault.outputs.address}secrets/stripe-secret-key)'
      CODER_STRIPE_WEBHOOK_SECRET: empty(stripeWebhookSecret) ? '' : '@Microsoft.KeyVault(SecretUri=${vault.outputs.address}secrets/stripe-webhook-secret)'
    }
  }
}

output functionAppName string = app.outputs.name
output url string = app.outputs.url
